package embedded

import "syscall"

// ownGroup keeps Ctrl-C from the child: the parent is the one to decide.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
