/** The address of a script of its own: app/start/scripts.ts */
declare module '*?script' {
  const src: string
  export default src
}
