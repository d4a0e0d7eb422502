/** Pages of which nobody is to learn who has read them: not by a referrer, not in a log. */

/** The directory of advice services, in whatever letters somebody has typed its address. */
const SILENT = /^\/help(?:[/.]|$)/i

/** Whether a path belongs to such a page. */
export const isSilent = (path: string): boolean => SILENT.test(path)

/** A path as it may stand in the log: without tokens, which open doors, and without what was read in silence. */
export const loggedPath = (path: string): string =>
  isSilent(path) ? '/help/…' : path.replace(/[\w-]{20,}/g, '…')
