/** The colours of a city that has its own, over those of the design system. */
import { city } from '~/platform/city.server'
import { NotFound } from '~/platform/errors'
import { resource } from '~/platform/http.server'

export const loader = resource(async () => {
  const { colours } = city()
  if (!colours) throw new NotFound()
  const { main, dark, pale } = colours
  const css = `:root{--color-blue-800:${main};--color-blue-900:${main};--color-blue-1000:${dark};--color-blue-50:${pale}}`
  return new Response(css, {
    headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'public, max-age=3600' },
  })
})
