// Command bench measures loading and asking on data that it makes itself.
package main
