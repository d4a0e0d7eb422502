/** The nonce of this answer, for what must stand in the page itself: see the policy in app/start/headers.ts. */
import { createContext, useContext } from 'react'

const Nonce = createContext<string | undefined>(undefined)

export const NonceProvider = Nonce.Provider

/** The nonce while a page is rendered on the server; undefined in the browser, which hides it from scripts. */
export const useNonce = (): string | undefined => useContext(Nonce)
