/*
 * The limit: two processes, two pipes, nothing else. The parent writes a request of REQUEST bytes, the child reads it and writes
 * an answer of ANSWER bytes. Prints the median and the 99th percentile of COUNT round trips, in microseconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static char *buffer;

static int take(int from, long bytes)
{
    while (bytes > 0) {
        long got = read(from, buffer, bytes < 65536 ? bytes : 65536);
        if (got <= 0) return 0;
        bytes -= got;
    }
    return 1;
}

static int give(int to, long bytes)
{
    while (bytes > 0) {
        long put = write(to, buffer, bytes < 65536 ? bytes : 65536);
        if (put <= 0) return 0;
        bytes -= put;
    }
    return 1;
}

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec * 1e6 + at.tv_nsec / 1e3;
}

static int by_value(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

int main(int count_of_words, char **words)
{
    if (count_of_words != 4) return 2;
    long request = atol(words[1]), answer = atol(words[2]), count = atol(words[3]);
    int there[2], back[2];
    buffer = calloc(1, 65536);
    if (pipe(there) || pipe(back)) return 1;
    if (fork() == 0) {
        close(there[1]);
        close(back[0]);
        while (take(there[0], request) && give(back[1], answer)) { }
        return 0;
    }
    close(there[0]);
    close(back[1]);

    long warm_up = count / 10;
    double *took = calloc(count, sizeof(double));
    for (long i = -warm_up; i < count; i++) {
        double start = now();
        if (!give(there[1], request) || !take(back[0], answer)) return 1;
        if (i >= 0) took[i] = now() - start;
    }
    qsort(took, count, sizeof(double), by_value);
    printf("{\"p50\":%.3f,\"p99\":%.3f}\n", took[count / 2], took[count * 99 / 100]);
    return 0;
}
