/** 写真・図面: what may be kept of a hall. */
import type { FileKind } from './lists'

/** Bytes of one file */
export const MAX_FILE_BYTES = 20 * 1024 * 1024
/** Files of one hall */
export const MAX_FILES = 40

/** Types by content */
export const fileTypes: Record<FileKind, readonly string[]> = {
  photo: ['image/jpeg', 'image/png', 'image/webp'],
  drawing: ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'],
}
