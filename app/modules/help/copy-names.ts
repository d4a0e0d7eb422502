/** What the copy on a device is called; public/sw.js uses the same names. They say nothing of what is in it. */
export const COPY_STORE = 'copy-1'
export const COPY_ADDRESS = '/help/copy'
/** The instant at which the portal wrote the copy */
export const KEPT_AT = 'X-Kept-At'
