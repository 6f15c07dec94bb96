// title: One node for the version of the schema
// about: Made before that node, so that two first loads at once make no two. It is not
// among the rest of the schema: making it needs what a load that keeps others away holds.
CREATE CONSTRAINT schema_version IF NOT EXISTS FOR (v:SchemaVersion) REQUIRE v.name IS UNIQUE
