// What a JavaScript calendar library sees in a feed: node subscribers.cjs LIBRARY FEED.ics, with TZ=UTC.
"use strict";
const fs = require("fs");
const [library, path] = process.argv.slice(2);
const text = fs.readFileSync(path, "utf8");
const found = {};
const put = (uid, allDay, start, end, summary, status) => {
  if (uid in found) throw new Error(`${uid} twice`);
  const cut = (moment) => new Date(moment).toISOString().slice(0, allDay ? 10 : 16);
  found[uid] = [allDay, cut(start), cut(end || start), summary, status];
};
if (library === "ical.js") {
  const ICAL = require(library);
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  for (const entry of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(entry), start = event.startDate, end = event.endDate;
    put(event.uid, start.isDate, start.toJSDate(), end && end.toJSDate(), event.summary, entry.getFirstPropertyValue("status"));
  }
} else {
  for (const event of Object.values(require(library).sync.parseICS(text))) {
    if (event.type !== "VEVENT") continue;
    put(event.uid, event.datetype === "date", event.start, event.end, event.summary, event.status);
  }
}
process.stdout.write(JSON.stringify(found));
