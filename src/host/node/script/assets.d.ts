declare module '*?raw' {
  const content: string;
  // oxlint-disable-next-line import/no-default-export
  export default content;
}
