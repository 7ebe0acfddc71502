#version 300 es
// One triangle that covers the viewport; `place` runs from (0, 0) at the top left to (1, 1).
out vec2 place;

void main() {
  vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  place = vec2(corner.x, 1.0 - corner.y);
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
