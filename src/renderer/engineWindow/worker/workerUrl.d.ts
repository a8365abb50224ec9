/** The build makes a file of its own of such a worker; this is its address. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}
