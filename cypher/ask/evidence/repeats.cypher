// title: The source that a report repeats, and all that repeat it
// about: However many pages carry a wire story, it is one source. Steps counts the
// links of repeats between a report and the first one.
// A report does not hold on a day: there is no on.
// param: id source -- any of the reports
// param: known day optional -- only reports that were out on that day
// param: limit int = 50 min 1 max 500 -- how many reports
// answer: table
// example: id=source:zerohedge:2019-06-13-huawei-verizon
MATCH (o:Source {id: $id})
MATCH (o)-[:REPEATS*0..10]->(first:Source) WHERE NOT EXISTS { (first)-[:REPEATS]->() }
WITH DISTINCT first
MATCH p = (report:Source)-[:REPEATS*0..10]->(first)
WHERE $known IS NULL OR report.published_by <= $known
WITH first, report, min(length(p)) AS steps ORDER BY first.id, steps, report.published_by, report.id LIMIT $limit + 1
RETURN first AS first_report, steps, report, COUNT { (report)<-[:STATED_IN]-(s:Statement) WHERE $known IS NULL OR s.reported_by <= $known } AS statements
ORDER BY first.id, steps, report.published_by, report.id
