// Cutting lines of a map: distances in kilometres, good to a percent over the
// few hundred that the map's borders are long.

const kmPerDegree = 111.2;

/** How far a point lies from the nearest of some lines. */
export function away(point, lines) {
  const wide = kmPerDegree * Math.cos((point[1] * Math.PI) / 180);
  const flat = ([x, y]) => [(x - point[0]) * wide, (y - point[1]) * kmPerDegree];
  let least = Infinity;
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) {
      const [[ax, ay], [bx, by]] = [flat(line[i - 1]), flat(line[i])];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
      least = Math.min(least, Math.hypot(ax + t * dx, ay + t * dy));
    }
  }
  return least;
}

/** A line cut at the first and at the last of its vertices that are nearest to some points: before, between, after. */
export function between(line, points) {
  const nearest = (p) => {
    const d = line.map((v) => Math.hypot((v[0] - p[0]) * Math.cos((p[1] * Math.PI) / 180), v[1] - p[1]));
    return d.indexOf(Math.min(...d));
  };
  const at = points.map(nearest);
  if (at.length === 0) throw new Error('a line was to be cut at points, and none was given');
  const [first, last] = [Math.min(...at), Math.max(...at)];
  return [line.slice(0, first + 1), line.slice(first, last + 1), line.slice(last)];
}

/** The stretches of a ring that lie farther than some kilometres from all lines, each with the vertex before and after it. */
export function inner(ring, lines, km) {
  const off = ring.map((p) => away(p, lines) > km);
  if (off.every(Boolean)) return [ring];
  // Begun where the ring lies on a line, no stretch runs over its end.
  const start = off.indexOf(false);
  const closed = ring.length > 1 && String(ring[0]) === String(ring[ring.length - 1]);
  const n = closed ? ring.length - 1 : ring.length;
  const out = [];
  for (let i = 1; i <= n; i++) {
    const at = (start + i) % n;
    if (!off[at]) continue;
    const before = ring[(at + n - 1) % n];
    const stretch = off[(at + n - 1) % n] && out.length > 0 ? out[out.length - 1] : [before];
    if (stretch.length === 1) out.push(stretch);
    stretch.push(ring[at]);
    const after = (at + 1) % n;
    if (!off[after]) stretch.push(ring[after]);
  }
  return out;
}
