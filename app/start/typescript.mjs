/**
 * Lets Node read TypeScript, for `node --import ./app/start/typescript.mjs app/start.ts`. The built pages are JavaScript
 * already: translating their ten megabytes once more would cost seconds and some 400 MB, so it ends before they are loaded.
 */
import { register } from 'tsx/esm/api'

const unregister = register()

/** Nothing that is imported for the first time from here on is translated. */
export const endTranslation = () => unregister()
