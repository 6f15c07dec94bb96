package main

import "fmt"

func main() { g := newGenerator(100000, 500000); fmt.Println(g.write("/tmp/gen")) }
