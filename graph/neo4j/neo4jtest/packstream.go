package neo4jtest

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
)

// structure is a message or a value with a name of one byte.
type structure struct {
	tag    byte
	fields []any
}

var errPack = errors.New("this is not PackStream")

// unpack reads one value of PackStream, the binary form of Bolt's messages.
func unpack(b []byte) (value any, rest []byte, err error) {
	if len(b) == 0 {
		return nil, nil, errPack
	}
	mark, b := b[0], b[1:]
	switch {
	case mark < 0x80:
		return int64(mark), b, nil
	case mark >= 0xF0:
		return int64(int8(mark)), b, nil
	case mark < 0x90:
		return text(int(mark&0x0F), b)
	case mark < 0xA0:
		return unpackList(int(mark&0x0F), b)
	case mark < 0xB0:
		return unpackMap(int(mark&0x0F), b)
	}
	return unpackMarked(mark, b)
}

func unpackMarked(mark byte, b []byte) (value any, rest []byte, err error) {
	if mark&0xF0 == 0xB0 {
		if len(b) == 0 {
			return nil, nil, errPack
		}
		s := structure{tag: b[0]}
		fields, rest, err := unpackList(int(mark&0x0F), b[1:])
		s.fields, _ = fields.([]any)
		return s, rest, err
	}
	switch mark {
	case 0xC0, 0xC2, 0xC3:
		return map[byte]any{0xC2: false, 0xC3: true}[mark], b, nil
	case 0xC1:
		n, rest, err := number(8, b)
		return math.Float64frombits(n), rest, err
	case 0xC8, 0xC9, 0xCA, 0xCB:
		size := 1 << (mark - 0xC8)
		n, rest, err := number(size, b)
		shift := 64 - 8*size
		return int64(n<<shift) >> shift, rest, err
	}
	size, known := map[byte]int{0xCC: 1, 0xCD: 2, 0xCE: 4, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD4: 1, 0xD5: 2, 0xD6: 4, 0xD8: 1, 0xD9: 2, 0xDA: 4}[mark]
	if !known {
		return nil, nil, errPack
	}
	n, b, err := number(size, b)
	switch {
	case err != nil:
		return nil, nil, err
	case mark >= 0xD8:
		return unpackMap(int(n), b)
	case mark >= 0xD4:
		return unpackList(int(n), b)
	}
	return text(int(n), b)
}

func text(n int, b []byte) (any, []byte, error) {
	if n > len(b) {
		return nil, nil, errPack
	}
	return string(b[:n]), b[n:], nil
}

func number(size int, b []byte) (uint64, []byte, error) {
	if len(b) < size {
		return 0, nil, errPack
	}
	var whole [8]byte
	copy(whole[8-size:], b[:size])
	return binary.BigEndian.Uint64(whole[:]), b[size:], nil
}

func unpackList(n int, b []byte) (any, []byte, error) {
	list := []any{}
	for range n {
		value, rest, err := unpack(b)
		if err != nil {
			return nil, nil, err
		}
		list, b = append(list, value), rest
	}
	return list, b, nil
}

func unpackMap(n int, b []byte) (any, []byte, error) {
	m := map[string]any{}
	for range n {
		key, rest, err := unpack(b)
		if err != nil {
			return nil, nil, err
		}
		name, _ := key.(string)
		if m[name], b, err = unpack(rest); err != nil {
			return nil, nil, err
		}
	}
	return m, b, nil
}

// pack appends a value: of those that the answers here need.
func pack(b []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		b = binary.BigEndian.AppendUint32(append(b, 0xD2), uint32(len(v)))
		return append(b, v...)
	case int64:
		return binary.BigEndian.AppendUint64(append(b, 0xCB), uint64(v))
	case []any:
		b = binary.BigEndian.AppendUint32(append(b, 0xD6), uint32(len(v)))
		for _, item := range v {
			b = pack(b, item)
		}
	case map[string]any:
		b = binary.BigEndian.AppendUint32(append(b, 0xDA), uint32(len(v)))
		for name, item := range v {
			b = pack(pack(b, name), item)
		}
	case structure:
		b = append(b, 0xB0|byte(len(v.fields)), v.tag)
		for _, field := range v.fields {
			b = pack(b, field)
		}
	}
	return b
}

// readMessage reads the chunks of one message: as they came, and joined.
func readMessage(r io.Reader) (raw, message []byte, err error) {
	for {
		var head [2]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil, nil, err
		}
		raw = append(raw, head[:]...)
		size := int(binary.BigEndian.Uint16(head[:]))
		if size == 0 {
			if len(message) == 0 {
				continue // a sign of life between messages
			}
			return raw, message, nil
		}
		start := len(raw)
		raw = append(raw, make([]byte, size)...)
		if _, err := io.ReadFull(r, raw[start:]); err != nil {
			return nil, nil, err
		}
		message = append(message, raw[start:]...)
	}
}

// chunked is a short message as it is sent.
func chunked(s structure) []byte {
	message := pack(nil, s)
	framed := binary.BigEndian.AppendUint16(nil, uint16(len(message)))
	return append(append(framed, message...), 0, 0)
}
