package world

// ProfiledPlan is an operator of a plan with what it cost; the driver's has it.
type ProfiledPlan[P any] interface {
	DbHits() int64
	Children() []P
}

// Hits sums the database hits of a plan.
func Hits[P ProfiledPlan[P]](p P) int64 {
	sum := p.DbHits()
	for _, child := range p.Children() {
		sum += Hits(child)
	}
	return sum
}

// Values counts the values of an answer, those in lists and maps too.
func Values(v any) int64 {
	size := int64(0)
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			size += Values(item)
		}
	case map[string]any:
		for _, item := range v {
			size += Values(item)
		}
	default:
		size = 1
	}
	return size
}
