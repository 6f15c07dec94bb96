package intake

import (
	"encoding/json"
	"fmt"
)

// Keep adds a value as JSON, which Kept reads back.
func (s *Sorter) Keep(key string, v any) error {
	text, err := keepable(v)
	if err != nil {
		return err
	}
	return s.Add(key, text)
}

func keepable(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("keep what was read: %w", err)
	}
	return string(text), nil
}

// Kept reads into v what Keep added.
func Kept(text string, v any) error {
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return fmt.Errorf("what was read and kept: %w", err)
	}
	return nil
}
