/* libical's own opinion of a feed: whether it parses, and whether it keeps the restrictions of RFC 5546.
   cc -o libical libical.c $(pkg-config --cflags --libs libical) && ./libical FEED.ics */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libical/ical.h>

static char *next_line(char *buffer, size_t size, void *file) { return fgets(buffer, (int)size, file); }

int main(int count, char **arguments) {
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) return 2;
    icalparser *parser = icalparser_new();
    icalparser_set_gen_data(parser, file);
    icalcomponent *calendar = icalparser_parse(parser, next_line);
    fclose(file);
    if (!calendar || icalcomponent_isa(calendar) != ICAL_VCALENDAR_COMPONENT) {
        puts("not one calendar");
        return 1;
    }
    int kept = icalrestriction_check(calendar);
    int errors = icalcomponent_count_errors(calendar);
    printf("%d events, %d errors, restrictions %s\n",
           icalcomponent_count_components(calendar, ICAL_VEVENT_COMPONENT), errors, kept ? "kept" : "broken");
    if (errors || !kept) {
        char *text = icalcomponent_as_ical_string(calendar);
        for (char *line = strtok(text, "\r\n"); line; line = strtok(NULL, "\r\n"))
            if (!strncmp(line, "X-LIC-ERROR", 11)) puts(line);
        return 1;
    }
    return 0;
}
