"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const track = byId("track"), form = byId("filters"), language = document.documentElement.lang;
  const words = track.dataset;
  const DAY = 86400000, LANE = 28, AXIS = 34;
  let most = 22;

  /* Years below 100 are years, not 19xx: Date.UTC alone would move them. */
  const utc = (year, month = 0, day = 1, hour = 0, minute = 0) => {
    const made = new Date(Date.UTC(2000, month, day, hour, minute));
    made.setUTCFullYear(year, month, day);
    return made.getTime();
  };
  const parse = (text, last) => {
    const [, y, m, d, h, i] = /^(\d+)-(\d+)-(\d+)(?:T(\d+):(\d+))?$/.exec(text).map(Number);
    const start = utc(y, m - 1, d, h || 0, i || 0);
    return last && Number.isNaN(h) ? start + DAY : start;
  };

  const read = (body) => {
    const { start, end, kind, status, place } = body.dataset;
    const name = body.querySelector(".title strong").textContent;
    const row = { body, kind, status, place, name, shown: true, date: body.querySelector(".date").textContent.trim() };
    if (start) {
      row.from = parse(start, false);
      row.to = Math.max(parse(end || start, true), row.from);
      row.vague = "vague" in body.dataset;
    }
    return row;
  };
  const tables = [...document.querySelectorAll(".rows")].map((section) => {
    return { section, own: [...section.querySelectorAll("tbody[data-kind]")].map(read) };
  });
  const rows = tables.flatMap(({ own }) => own);
  const dated = rows.filter((row) => row.from !== undefined).sort((a, b) => a.from - b.from || b.to - a.to);

  /* The window [left, right] in milliseconds; the narrowest shows one day, the widest all there is. */
  let left = 0, right = DAY;
  const widest = () => dated.reduce(([a, b], row) => [Math.min(a, row.from), Math.max(b, row.to)], [Infinity, -Infinity]);
  const move = (a, b) => {
    const [first, last] = dated.length ? widest() : [Date.now() - 30 * DAY, Date.now() + 30 * DAY];
    const room = Math.max(last - first, 30 * DAY) * 1.3;
    const span = Math.min(Math.max(b - a, DAY), room);
    const middle = Math.min(Math.max((a + b) / 2, Math.min(first, Date.now())), Math.max(last, Date.now()));
    left = middle - span / 2;
    right = middle + span / 2;
    draw();
  };
  const fit = () => {
    const shown = dated.filter((row) => row.shown);
    if (!shown.length) return move(Date.now() - 30 * DAY, Date.now() + 30 * DAY);
    const first = shown[0].from, last = Math.max(...shown.map((row) => row.to));
    const pad = Math.max((last - first) * 0.04, DAY);
    return move(first - pad, last + pad * 4);
  };
  /* At first: the shortest stretch with seven in ten of the entries, if a few far ones press the others together. */
  const open = () => {
    const need = Math.ceil(dated.length * 0.7);
    if (dated.length < 4) return fit();
    let low = dated[0].from, high = Infinity;
    for (let i = 0; i + need <= dated.length; i += 1) {
      const a = dated[i].from, b = dated[i + need - 1].from;
      if (b - a < high - low) [low, high] = [a, b];
    }
    const all = widest();
    if (all[1] - all[0] < 4 * Math.max(high - low, 14 * DAY)) return fit();
    const pad = Math.max((high - low) * 0.1, 4 * DAY);
    return move(low - pad, high + 2.5 * pad);
  };
  const zoom = (factor, at = (left + right) / 2) => move(at - (at - left) * factor, at + (right - at) * factor);
  const pan = (share) => move(left + (right - left) * share, right + (right - left) * share);

  const format = (options) => new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options });
  const year = format({ year: "numeric" }), long = format({ day: "numeric", month: "short", year: "numeric" });
  const STEPS = [
    ["hour", 6, format({ hour: "2-digit", minute: "2-digit" })],
    ["day", 1, format({ day: "numeric", month: "short" })],
    ["day", 7, format({ day: "numeric", month: "short" })],
    ["month", 1, format({ month: "short" })],
    ["month", 3, format({ month: "short" })],
    ...[1, 5, 10, 50, 100, 500, 1000, 5000].map((count) => ["year", count, year]),
  ];
  const LENGTH = { hour: DAY / 24, day: DAY, month: 30.4 * DAY, year: 365.25 * DAY };
  const ticks = (width) => {
    const wanted = ((right - left) * 64) / width;
    const [unit, count, text] = STEPS.find(([u, n]) => LENGTH[u] * n >= wanted) || STEPS[STEPS.length - 1];
    const begin = new Date(left), found = [];
    let y = begin.getUTCFullYear(), at;
    if (unit === "year") {
      for (y = Math.floor(y / count) * count; (at = utc(y)) < right; y += count) found.push([at, true]);
    } else if (unit === "month") {
      for (let m = Math.floor(begin.getUTCMonth() / count) * count; (at = utc(y, m)) < right; m += count) {
        found.push([at, new Date(at).getUTCMonth() === 0]);
      }
    } else {
      const step = LENGTH[unit] * count, offset = count === 7 ? 4 * DAY : 0;
      for (at = Math.floor((left - offset) / step) * step + offset; at < right; at += step) {
        found.push([at, unit === "hour" ? at % DAY === 0 : new Date(at).getUTCDate() <= count]);
      }
    }
    return found.map(([time, strong]) => {
      let label = text.format(time);
      if (strong && unit === "month") label = `${label} ${year.format(time)}`;
      if (strong && unit === "day" && new Date(time).getUTCMonth() === 0) label = `${label} ${year.format(time)}`;
      if (strong && unit === "hour") label = STEPS[1][2].format(time);
      return { time, strong, label };
    });
  };

  const make = (kind, name, parent) => {
    const made = document.createElement(kind);
    made.className = name;
    parent.append(made);
    return made;
  };
  const pencil = document.createElement("canvas").getContext("2d");
  pencil.font = `13.6px ${getComputedStyle(document.body).fontFamily}`;
  const measured = new Map();
  const wide = (text) => {
    if (!measured.has(text)) measured.set(text, Math.min(pencil.measureText(text).width + 6, 300));
    return measured.get(text);
  };

  const draw = () => {
    const width = track.clientWidth || 1, scale = width / (right - left);
    const focused = document.activeElement && document.activeElement.dataset && document.activeElement.dataset.row;
    track.replaceChildren();
    for (const { time, strong, label } of ticks(width)) {
      const tick = make("div", strong ? "tick strong" : "tick", track);
      tick.style.left = `${(time - left) * scale}px`;
      tick.textContent = label;
    }
    const lanes = [];
    let missing = 0;
    for (const row of dated) {
      if (!row.shown || row.to < left || row.from > right) continue;
      const x = Math.max((row.from - left) * scale, -4), end = Math.min((row.to - left) * scale, width + 4);
      if (lanes.length >= most && x < Math.min(...lanes)) { missing += 1; continue; }
      const bar = Math.max(end - x, 10), name = wide(row.name), inside = bar >= name + 10;
      /* A name that would leave the view on the right stands on the left of its bar. */
      const before = !inside && x + bar + 6 + name > width && x > name + 6;
      const first = before ? x - name - 6 : x, last = before ? x + bar + 10 : x + (inside ? bar : bar + 6 + name) + 10;
      let lane = lanes.findIndex((free) => free <= first);
      if (lane < 0) lane = lanes.length;
      if (lane >= most) { missing += 1; continue; }
      lanes[lane] = last;
      const item = make("button", `item ${row.kind} ${row.status}${row.vague ? " vague" : ""}${inside ? " inside" : ""}`, track);
      item.type = "button";
      item.dataset.row = row.body.id;
      item.title = `${row.name}\n${row.date}`;
      item.setAttribute("aria-label", `${row.name}, ${row.date}`);
      item.style.left = `${first}px`;
      item.style.top = `${AXIS + lane * LANE}px`;
      item.style.width = `${last - first - 10}px`;
      const block = make("span", "bar", item);
      block.style.left = `${x - first}px`;
      block.style.width = `${bar}px`;
      const label = make("span", "name", item);
      make("span", "", label).textContent = row.name;
      label.style.left = inside ? `${Math.max(0, -x)}px` : before ? 0 : `${bar + 6}px`;
      label.style.maxWidth = inside ? `${bar}px` : `${name}px`;
    }
    track.style.height = `${AXIS + Math.max(lanes.length, 3) * LANE + 26}px`;
    const now = Date.now() - new Date().getTimezoneOffset() * 60000;
    if (now > left && now < right) {
      const today = make("div", "today", track);
      today.style.left = `${(now - left) * scale}px`;
      make("span", "", today).textContent = words.today;
    }
    if (missing) make("div", "more", track).textContent = words.hidden.replace("{count}", missing);
    byId("range").textContent = `${long.format(left)} – ${long.format(right)}`;
    if (focused) for (const item of track.querySelectorAll(".item")) if (item.dataset.row === focused) item.focus({ preventScroll: true });
  };

  const reveal = (id) => {
    const body = byId(id);
    body.hidden = body.closest("section").hidden = false;
    body.querySelector("details").open = true;
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
    body.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    body.querySelector("summary").focus({ preventScroll: true });
  };

  /* Headings again after thirty rows, however the filter has thinned the tables out. */
  const filter = () => {
    const wanted = byId("search").value.trim().toLocaleLowerCase(language);
    const kind = byId("kind").value, status = byId("status").value, place = byId("place").value;
    let count = 0, since = Infinity;
    for (const { section, own } of tables) {
      let shown = 0;
      for (const row of own) {
        row.shown = (!kind || row.kind === kind)
          && (!status || row.status === status)
          && (!place || row.place === place)
          && (!wanted || (row.text ??= row.body.textContent.toLocaleLowerCase(language)).includes(wanted));
        row.body.hidden = !row.shown;
        shown += row.shown;
      }
      section.hidden = rows.length > 0 && !shown;
      section.classList.toggle("headless", since < 30);
      since = shown + (since < 30 ? since : 0);
      count += shown;
    }
    byId("count").textContent = form.dataset.shown.replace("{shown}", count).replace("{total}", rows.length);
    byId("nothing").hidden = count > 0;
    draw();
  };

  const pointers = new Map();
  let travelled = 0;
  track.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event.clientX);
    travelled = 0;
  });
  addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    const before = [...pointers.values()], was = pointers.get(event.pointerId);
    pointers.set(event.pointerId, event.clientX);
    travelled += Math.abs(event.clientX - was);
    if (travelled < 5) return;
    track.classList.add("moving");
    const perPixel = (right - left) / track.clientWidth;
    if (pointers.size === 1) return move(left - (event.clientX - was) * perPixel, right - (event.clientX - was) * perPixel);
    const after = [...pointers.values()], gap = Math.abs(after[0] - after[1]);
    if (gap > 10) zoom(Math.abs(before[0] - before[1]) / gap, left + ((after[0] + after[1]) / 2 - track.getBoundingClientRect().left) * perPixel);
  });
  const lift = (event) => {
    pointers.delete(event.pointerId);
    if (!pointers.size) track.classList.remove("moving");
  };
  addEventListener("pointerup", lift);
  addEventListener("pointercancel", lift);
  track.addEventListener("click", (event) => {
    const item = event.target.closest(".item");
    if (item && travelled < 5) reveal(item.dataset.row);
  });
  track.addEventListener("wheel", (event) => {
    const perPixel = (right - left) / track.clientWidth;
    if (event.ctrlKey || event.metaKey) {
      zoom(Math.exp(event.deltaY / 300), left + (event.clientX - track.getBoundingClientRect().left) * perPixel);
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
      const by = (event.deltaX || event.deltaY) * perPixel;
      move(left + by, right + by);
    } else return;
    event.preventDefault();
  }, { passive: false });

  const center = () => move(Date.now() - (right - left) / 2, Date.now() + (right - left) / 2);
  const actions = { earlier: () => pan(-0.4), later: () => pan(0.4), "zoom-in": () => zoom(0.6), "zoom-out": () => zoom(1 / 0.6), fit, center };
  for (const button of document.querySelectorAll("[data-action]")) button.addEventListener("click", actions[button.dataset.action]);
  const keys = { ArrowLeft: actions.earlier, ArrowRight: actions.later, "+": actions["zoom-in"], "=": actions["zoom-in"], "-": actions["zoom-out"], Home: fit };
  byId("view").addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  addEventListener("resize", draw);
  /* As wide as A4 landscape, and no higher than what is left of its first page. */
  addEventListener("beforeprint", () => { byId("view").style.width = "1030px"; most = 18; draw(); });
  addEventListener("afterprint", () => { byId("view").style.width = ""; most = 22; draw(); });

  byId("view").hidden = form.hidden = false;
  open();
  filter();
  if (location.hash.length > 1) {
    const body = byId(decodeURIComponent(location.hash.slice(1)));
    if (body && body.matches("tbody")) reveal(body.id);
  }
})();
