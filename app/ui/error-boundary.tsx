/**
 * What a route shows when it was refused. The root has it; a route with an action has it too, as after a refused
 * action the framework loads only what stands above the boundary, and the frame needs the reader's language.
 */
import { isRouteErrorResponse, useRouteError, useRouteLoaderData } from '@remix-run/react'
import type { FormFields } from '~/platform/forms'
import { ErrorPage } from './error-page'

export function ErrorBoundary() {
  const error = useRouteError()
  const user = useRouteLoaderData<{ user: { staff: boolean } | null }>('root')?.user
  if (!isRouteErrorResponse(error)) return <ErrorPage status={500} errorKey="server" />
  const answer = error.data as
    | { key?: string; params?: Record<string, string | number>; kept?: FormFields; at?: string }
    | undefined
  const fallback = error.status === 404 ? 'not_found' : error.status === 405 ? 'method' : 'server'
  const key = answer?.key ?? fallback
  return (
    <ErrorPage
      status={error.status}
      // Staff have neither post nor term: of those the general words speak.
      errorKey={key === 'not_allowed' && user?.staff ? 'not_allowed_staff' : key}
      params={answer?.params}
      signedIn={user != null}
      again={answer?.kept && answer.at ? { at: answer.at, fields: answer.kept } : undefined}
    />
  )
}
