/*
 * measure.c: measure COMMAND…: runs it with its output thrown away and prints
 * its processor time in microseconds and its peak resident memory in kB, as
 * the kernel accounts for them.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct rusage u;
	int status, null;
	pid_t pid;

	if (argc < 2) {
		fputs("usage: measure COMMAND…\n", stderr);
		return 2;
	}
	if ((pid = fork()) == -1)
		return 2;
	if (pid == 0) {
		null = open("/dev/null", O_WRONLY);
		if (null == -1 || dup2(null, STDOUT_FILENO) == -1 ||
		    dup2(null, STDERR_FILENO) == -1)
			_exit(2);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (wait4(pid, &status, 0, &u) == -1)
		return 2;
	printf("%lld %ld\n", (long long)(u.ru_utime.tv_sec +
	    u.ru_stime.tv_sec) * 1000000 + u.ru_utime.tv_usec +
	    u.ru_stime.tv_usec, u.ru_maxrss);
	return 0;
}
