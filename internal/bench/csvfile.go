package main

import (
	"bufio"
	"os"
	"path/filepath"
	"time"
)

// writeCSV writes the records to a file with a header, in the forms that all readers
// know.
func writeCSV(dir, name string, r *records) (path string, err error) {
	path = filepath.Join(dir, name)
	file, err := os.Create(path)
	if err != nil {
		return "", err
	}
	defer func() {
		if closed := file.Close(); err == nil {
			err = closed
		}
	}()
	w := bufio.NewWriterSize(file, 1<<20)
	if _, err := w.WriteString("priority,opened,resolved,amount,customer\n"); err != nil {
		return "", err
	}
	var line []byte
	for i := range r.len() {
		line = append(line[:0], priorities[r.priority[i]]...)
		line = append(line, ',')
		line = time.Unix(r.opened[i], 0).UTC().AppendFormat(line, time.RFC3339)
		line = append(line, ',')
		if !r.missing() || !r.unresolved[i] {
			line = time.Unix(r.resolved[i], 0).UTC().AppendFormat(line, time.RFC3339)
		}
		line = append(line, ',')
		if !r.missing() || !r.unpriced[i] {
			line = appendCents(line, r.amount[i])
		}
		line = append(line, ',')
		line = append(line, customerName(r.customer[i])...)
		line = append(line, '\n')
		if _, err := w.Write(line); err != nil {
			return "", err
		}
	}
	return path, w.Flush()
}
