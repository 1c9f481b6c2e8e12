/*
 * measure.c: measure [-m] [-o OUT] COMMAND…: runs it and prints one line:
 * processor time in µs, time on the clock in µs, peak memory in kB, status.
 *
 * (1) Processor time is the kernel's (wait4): of the process and of all its
 *     children that it waited for, so the workers of --jobs count.
 * (2) Memory is asked for with -m, in a run of its own, for it costs time; 0
 *     without.  It is the anonymous resident memory (RssAnon) of the process
 *     and its children together at its highest: what is theirs, and no page
 *     of a mapped file.  A page that a fork shares counts for both.
 * (3) That peak is found, not sampled: anonymous memory only shrinks in the
 *     calls of `shrinks` and at the end of a process, and before each of them
 *     the kernel stops the process (seccomp, ptrace) to have it read.  The
 *     kernel's count may lag by 64 pages a processor.
 * (4) What the command prints goes to OUT, or nowhere; what it complains of
 *     goes to our standard error.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_TRACED	512

struct traced {
	pid_t pid[MAX_TRACED];
	int   n;
	long  peak;		/* kB */
};

static long long
clock_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static long long
cpu_us(const struct rusage *u)
{
	return (long long)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1000000 +
	    u->ru_utime.tv_usec + u->ru_stime.tv_usec;
}

/* --- in the child --- */

/* From here on, the process stops before each call that may give memory back
 * (3). */
static int
stop_where_memory_shrinks(void)
{
	static const unsigned shrinks[] = { SYS_munmap, SYS_mremap, SYS_brk,
	    SYS_madvise, SYS_mmap };
	enum { N = sizeof(shrinks) / sizeof(shrinks[0]) };
	struct sock_filter code[2 * N + 2];
	struct sock_fprog program = { 2 * N + 2, code };
	int i, at = 0;

	code[at++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
	    offsetof(struct seccomp_data, nr));
	for (i = 0; i < N; i++) {
		code[at++] = (struct sock_filter)BPF_JUMP(
		    BPF_JMP | BPF_JEQ | BPF_K, shrinks[i], 0, 1);
		code[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
		    SECCOMP_RET_TRACE);
	}
	code[at] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K,
	    SECCOMP_RET_ALLOW);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == -1)
		return -1;
	return 0;
}

static void
be_command(char **argv, const char *out, int memory)
{
	int fd = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (fd == -1 || dup2(fd, STDOUT_FILENO) == -1)
		_exit(126);
	if (memory && (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1 ||
	    raise(SIGSTOP) != 0 || stop_where_memory_shrinks() == -1))
		_exit(126);
	execvp(argv[0], argv);
	_exit(127);
}

/* --- the memory of the traced --- */

static long
anonymous_kb(pid_t pid)
{
	char path[64], line[256];
	long kb = 0;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%ld/status", (long)pid);
	if ((f = fopen(path, "r")) == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, "RssAnon:", 8) == 0) {
			kb = strtol(line + 8, NULL, 10);
			break;
		}
	(void)fclose(f);
	return kb;
}

static void
note_memory(struct traced *t)
{
	long sum = 0;
	int i;

	for (i = 0; i < t->n; i++)
		sum += anonymous_kb(t->pid[i]);
	if (sum > t->peak)
		t->peak = sum;
}

static void
keep_pid(struct traced *t, pid_t pid)
{
	int i;

	for (i = 0; i < t->n; i++)
		if (t->pid[i] == pid)
			return;
	if (t->n < MAX_TRACED)
		t->pid[t->n++] = pid;
}

static void
drop_pid(struct traced *t, pid_t pid)
{
	int i;

	for (i = 0; i < t->n; i++)
		if (t->pid[i] == pid) {
			t->pid[i] = t->pid[--t->n];
			return;
		}
}

/* Lets a stopped process go on, with the signal that stopped it unless the
 * stop is the tracing's own. */
static void
go_on(pid_t pid, int status)
{
	int sig = WSTOPSIG(status);

	if (status >> 16 != 0 || sig == SIGSTOP || sig == SIGTRAP)
		sig = 0;
	(void)ptrace(PTRACE_CONT, pid, NULL, (void *)(intptr_t)sig);
}

/* Follows the command and its children to their end. */
static int
follow(pid_t command, int *result, struct rusage *u, long *peak)
{
	const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEEXIT |
	    PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
	    PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
	static struct traced t;
	struct rusage some;
	int status;
	pid_t pid;

	if (waitpid(command, &status, 0) == -1 || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_SETOPTIONS, command, NULL, (void *)options) == -1)
		return -1;
	keep_pid(&t, command);
	go_on(command, status);
	while ((pid = wait4(-1, &status, __WALL, &some)) != -1) {
		if (WIFSTOPPED(status)) {
			keep_pid(&t, pid);
			if (status >> 16 != 0)
				note_memory(&t);
			go_on(pid, status);
			continue;
		}
		drop_pid(&t, pid);
		if (pid == command) {
			*result = status;
			*u = some;
		}
	}
	*peak = t.peak;
	return 0;
}

int
main(int argc, char **argv)
{
	const char *out = "/dev/null";
	int status = 0, memory = 0, opt;
	long long start;
	struct rusage u = { .ru_maxrss = 0 };
	long peak = 0;
	pid_t pid;

	while ((opt = getopt(argc, argv, "+mo:")) != -1) {
		if (opt == 'm')
			memory = 1;
		else if (opt == 'o')
			out = optarg;
		else
			return 2;
	}
	if (optind == argc) {
		(void)fputs("usage: measure [-m] [-o OUT] COMMAND…\n", stderr);
		return 2;
	}
	start = clock_us();
	if ((pid = fork()) == -1)
		return 2;
	if (pid == 0)
		be_command(argv + optind, out, memory);
	if ((memory ? follow(pid, &status, &u, &peak) :
	    wait4(pid, &status, 0, &u)) == -1) {
		(void)fprintf(stderr, "measure: %s\n", strerror(errno));
		return 2;
	}
	printf("%lld %lld %ld %d\n", cpu_us(&u), clock_us() - start, peak,
	    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}
