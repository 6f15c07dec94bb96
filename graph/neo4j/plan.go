package neo4j

import (
	"slices"
	"strings"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"ipgraph/cypher"
	"ipgraph/graph"
)

// readSteps are the steps of a plan that only read the graph. The list is of what
// is allowed: a step that a newer server invents is refused until somebody has
// looked at it. What stands in brackets after a name, such as (All), is left out.
const readSteps = ` AllNodesScan Anti AntiConditionalApply AntiSemiApply Apply Argument AssertSameNode AssertSameRelationship
	BidirectionalRepeat CacheProperties CartesianProduct ConditionalApply DirectedAllRelationshipsScan
	DirectedRelationshipByElementIdSeek DirectedRelationshipByIdSeek DirectedRelationshipIndexContainsScan
	DirectedRelationshipIndexEndsWithScan DirectedRelationshipIndexScan DirectedRelationshipIndexSeek
	DirectedRelationshipIndexSeekByRange DirectedRelationshipTypeScan DirectedRelationshipUniqueIndexSeek
	DirectedRelationshipUniqueIndexSeekByRange DirectedUnionRelationshipTypesScan Distinct Eager EagerAggregation EmptyResult
	EmptyRow Expand Filter IntersectionNodeByLabelsScan LeftOuterHashJoin LetAntiSemiApply LetSelectOrAntiSemiApply
	LetSelectOrSemiApply LetSemiApply Limit MultiNodeIndexSeek NodeByElementIdSeek NodeByIdSeek NodeByLabelScan
	NodeCountFromCountStore NodeHashJoin NodeIndexContainsScan NodeIndexEndsWithScan NodeIndexScan NodeIndexSeek
	NodeIndexSeekByRange NodeLeftOuterHashJoin NodeRightOuterHashJoin NodeUniqueIndexSeek NodeUniqueIndexSeekByRange Optional
	OptionalExpand OrderedAggregation OrderedDistinct OrderedUnion PartialSort PartialTop PathPropagatingBFS PreserveOrder
	ProduceResults ProjectEndpoints Projection RelationshipCountFromCountStore Repeat RightOuterHashJoin RollUpApply
	SelectOrAntiSemiApply SelectOrSemiApply SemiApply ShortestPath Skip Sort StatefulShortestPath
	SubtractionNodeByLabelsScan Top Top1WithTies TriadicBuild TriadicFilter TriadicSelection UndirectedAllRelationshipsScan
	UndirectedRelationshipByElementIdSeek UndirectedRelationshipByIdSeek UndirectedRelationshipIndexContainsScan
	UndirectedRelationshipIndexEndsWithScan UndirectedRelationshipIndexScan UndirectedRelationshipIndexSeek
	UndirectedRelationshipIndexSeekByRange UndirectedRelationshipTypeScan UndirectedRelationshipUniqueIndexSeek
	UndirectedRelationshipUniqueIndexSeekByRange UndirectedUnionRelationshipTypesScan Union UnionNodeByLabelsScan Unwind
	ValueHashJoin VarLengthExpand `

// planCheck walks the plan of somebody's Cypher.
type planCheck struct {
	database string
	steps    []string // names in readSteps
	refused  []string // what is wrong, each once
}

// checkPlan refuses a statement whose plan does anything but read this database.
// A graph.Error with CodeInvalid names every step at fault.
func (s *Store) checkPlan(summary driver.ResultSummary) error {
	c := planCheck{database: s.options.Database, steps: strings.Fields(readSteps)}
	switch plan := summary.Plan(); {
	case summary.StatementType() == driver.StatementTypeSchemaWrite:
		c.refuse("commands for schema, users, settings and transactions are not answered here")
	case summary.StatementType() != driver.StatementTypeReadOnly:
		c.refuse("only what reads is answered: leave out CREATE, MERGE, SET, REMOVE, DELETE and the like")
	case plan == nil:
		c.refuse("the database gave no plan, so it cannot be told what the text does")
	default:
		c.walk(plan)
	}
	if c.refused == nil {
		return nil
	}
	err := &graph.Error{Code: graph.CodeInvalid, Message: "free Cypher only reads the graph"}
	for _, message := range c.refused {
		err.Problems = append(err.Problems, graph.Problem{Field: "cypher", Message: message})
	}
	return err
}

func (c *planCheck) refuse(message string) {
	if !slices.Contains(c.refused, message) {
		c.refused = append(c.refused, message)
	}
}

func (c *planCheck) walk(p driver.Plan) {
	step, database, given := strings.Cut(p.Operator(), "@")
	if given && !strings.EqualFold(database, c.database) {
		c.refuse("only the database " + c.database + " is read: leave out USE")
	}
	name, _, _ := strings.Cut(step, "(")
	switch name = strings.TrimPrefix(name, "Partitioned"); {
	case name == "ProcedureCall":
		c.procedure(p)
	case slices.Contains(c.steps, name):
	case name == "LoadCSV":
		c.refuse("LOAD CSV reaches for files and addresses")
	case strings.HasPrefix(name, "Show"), strings.HasPrefix(name, "Terminate"), name == "AdministrationCommand":
		c.refuse("commands for schema, users, settings and transactions are not answered here")
	default:
		c.refuse("the step " + name + " is not among those that only read")
	}
	for _, child := range p.Children() {
		c.walk(child)
	}
}

// procedure reads the name from details such as "db.labels() :: (label :: STRING)".
func (c *planCheck) procedure(p driver.Plan) {
	details, _ := p.Arguments()["Details"].(string)
	name, _, called := strings.Cut(details, "(")
	if !called || !cypher.FreeProcedure(name) {
		c.refuse("the procedure " + strings.TrimSpace(name) + " is not among those that may be called")
	}
}
