//go:build unix

package embedded

import "syscall"

// ownGroup keeps Ctrl-C from the child: the terminal sends it to the parent's whole process group,
// and the parent is the one to decide. Pdeathsig is not used: it follows the thread that started the
// child, not the process, and the pipe does the same on every system.
func ownGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
