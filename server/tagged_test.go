package server_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestVocabularyIsKept: whoever has it is told so.
func TestVocabularyIsKept(t *testing.T) {
	_, handler := inMemory(t, nil)
	first := scenario{url: "/v1/vocabulary"}.run(t, handler)
	tag := first.Header().Get("ETag")
	require.NotEmpty(t, tag)
	require.Equal(t, "no-cache", first.Header().Get("Cache-Control"))
	again := scenario{url: "/v1/vocabulary", header: map[string]string{"If-None-Match": tag}, status: http.StatusNotModified}.run(t, handler)
	require.Empty(t, again.Body.String())
}
