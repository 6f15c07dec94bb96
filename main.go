// Command ipgraph keeps a graph of who licenses, sues, funds, employs and
// regulates whom over intellectual property, and says who says so.
package main

func main() {}
