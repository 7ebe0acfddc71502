#version 300 es
// A television: curved glass, lines of light that swell where they are bright, a slot mask, a little glow.
precision highp float;

uniform sampler2D colours;
uniform vec2 textureSize;
// x, y, width and height of the shown part, in texels.
uniform vec4 source;
uniform vec2 outputSize;

in vec2 place;
out vec4 colour;
uniform float lines;

const float CURVATURE = 0.035;

vec3 lightAt(vec2 texel) {
  vec2 at = clamp(texel, source.xy + 0.5, source.xy + source.zw - 0.5);
  return pow(texture(colours, at / textureSize).rgb, vec3(2.2));
}

/** A line's light, blurred a little along the line as the beam is. */
vec3 beam(float column, float row) {
  float base = floor(column - 0.5) + 0.5;
  vec3 sum = vec3(0.0);
  float total = 0.0;
  for (int i = -1; i <= 2; i++) {
    float distance = base + float(i) - column;
    float weight = exp(-distance * distance * 0.9);
    sum += lightAt(vec2(base + float(i), row)) * weight;
    total += weight;
  }
  return sum / total;
}

void main() {
  vec2 centred = place * 2.0 - 1.0;
  vec2 bent = centred * (1.0 + CURVATURE * centred.yx * centred.yx);
  vec2 spot = bent * 0.5 + 0.5;
  if (any(lessThan(spot, vec2(0.0))) || any(greaterThan(spot, vec2(1.0)))) {
    colour = vec4(0.0, 0.0, 0.0, 1.0);
    return;
  }
  float rows = source.w / lines;
  float column = source.x + spot.x * source.z;
  float line = spot.y * lines;
  float pixelsPerLine = outputSize.y / lines;
  // Too few output pixels for scanlines: they would only make moire.
  float depth = smoothstep(2.0, 3.5, pixelsPerLine);
  vec3 light = vec3(0.0);
  float first = floor(line - 0.5);
  for (int i = 0; i <= 1; i++) {
    float centre = first + float(i) + 0.5;
    vec3 lit = beam(column, source.y + centre * rows);
    float brightness = max(lit.r, max(lit.g, lit.b));
    float width = mix(0.30, 0.48, sqrt(brightness));
    float distance = (line - centre) / width;
    light += lit * mix(clamp(1.0 - abs(line - centre), 0.0, 1.0), exp(-distance * distance * 0.8), depth);
  }
  float stripe = mod(gl_FragCoord.x, 3.0);
  vec3 mask = stripe < 1.0 ? vec3(1.0, 0.72, 0.72) : stripe < 2.0 ? vec3(0.72, 1.0, 0.72) : vec3(0.72, 0.72, 1.0);
  light *= mix(vec3(1.0), mask * 1.2, depth);
  vec2 edge = spot * (1.0 - spot);
  // What the dark between the lines and the mask take away is given back.
  light *= mix(1.0, 1.17, depth) * pow(clamp(edge.x * edge.y * 16.0, 0.0, 1.0), 0.08);
  vec2 inside = min(spot, 1.0 - spot) * outputSize;
  light *= clamp(min(inside.x, inside.y), 0.0, 1.0);
  colour = vec4(pow(clamp(light, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
}
