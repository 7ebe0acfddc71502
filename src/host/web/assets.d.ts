declare module '*?raw' {
  export const text: string;
  const content: string;
  // oxlint-disable-next-line import/no-default-export
  export default content;
}
