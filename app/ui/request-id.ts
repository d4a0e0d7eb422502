/** The id of the request that a page answers: a person who reports a fault can tell it, and the log is found by it. */
import { createContext, useContext } from 'react'

export const RequestId = createContext<string | undefined>(undefined)

/** The id; in the browser it is what the server has written into the page. */
export function useRequestId(): string | undefined {
  const told = useContext(RequestId)
  if (told !== undefined || typeof document === 'undefined') return told || undefined
  return document.querySelector('[data-request-id]')?.textContent ?? undefined
}
