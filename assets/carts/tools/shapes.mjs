// Distances and shading for drawing small sprites as formulas: every shape answers how deep inside it a point lies.

/** 1 at the centre of a turned ellipse, 0 on its edge, negative outside. Angle in degrees. */
export function ellipse(x, y, centreX, centreY, radiusX, radiusY, degrees = 0) {
  const angle = (degrees * Math.PI) / 180;
  const dx = x - centreX;
  const dy = y - centreY;
  const u = (dx * Math.cos(angle) + dy * Math.sin(angle)) / radiusX;
  const v = (-dx * Math.sin(angle) + dy * Math.cos(angle)) / radiusY;
  return 1 - Math.hypot(u, v);
}

/** Distance of a point to a segment. */
export function toSegment(x, y, [ax, ay], [bx, by]) {
  const lengthSquared = (bx - ax) ** 2 + (by - ay) ** 2;
  const part = lengthSquared === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / lengthSquared));
  return Math.hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay));
}

/** Distance to the nearest of some open lines of points. */
export function toStrokes(x, y, strokes) {
  let least = Infinity;
  for (const line of strokes) {
    for (let at = 0; at + 1 < line.length; at++) least = Math.min(least, toSegment(x, y, line[at], line[at + 1]));
  }
  return least;
}

/** Light 0 to 1 on a ball's surface at (u, v) inside the unit circle, from above left. */
export function ballLight(u, v, from = [-0.5, -0.65, 0.57]) {
  const height = Math.sqrt(Math.max(0, 1 - u * u - v * v));
  return Math.max(0, Math.min(1, 0.5 + 0.55 * (u * from[0] + v * from[1] + height * from[2])));
}
