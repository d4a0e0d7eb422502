/** Loaders hand over dates as dates: what the routes' types rest on. */
import '@remix-run/server-runtime'

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true
  }
}
