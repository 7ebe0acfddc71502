/** A failure that the player was told of already. */
export class Told extends Error {
  override readonly name = 'Told';
}
