/** Any other address: a page that says so, with the frame of the portal. */
import { NotFound } from '~/platform/errors'
import { formAction, page } from '~/platform/http.server'
import { titleMeta } from '~/ui/meta'

export const meta = titleMeta('errors.not_found.title')

const unknown = async (): Promise<null> => {
  throw new NotFound()
}

export { ErrorBoundary } from '~/ui/error-boundary'

export const loader = page(unknown)
export const action = formAction(unknown)

export default function Unknown() {
  return null
}
