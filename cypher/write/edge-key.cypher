// title: One relationship per key, for a type with many
// about: Made before the first large batch of a type. Making it for every type
// at once costs a new store seconds, and a small dossier gains nothing from it.
CREATE CONSTRAINT /*name*/edge_key_sued IF NOT EXISTS FOR ()-[r:/*word*/SUED]-() REQUIRE r.key IS UNIQUE
