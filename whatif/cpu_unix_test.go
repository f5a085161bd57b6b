//go:build unix

package whatif_test

import (
	"syscall"
	"time"
)

// cpuTime is what all processors have spent on this process: the better figure where others
// use the machine.
func cpuTime() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
