/** Which rows name stored files: a back-up takes the files that its rows name, and no other. */
import type { NamedFiles } from '~/platform/backup/write.server'

/** Every column that names a stored file; `suffix` where a second file beside it has no column of its own. */
export const namedFiles: NamedFiles = [
  { table: 'attachments', column: 'key' },
  { table: 'attachments', column: 'thumbnail_key' },
  { table: 'aed_reports', column: 'photo_key' },
  { table: 'aed_reports', column: 'thumbnail_key' },
  { table: 'aed_imports', column: 'file_key' },
  { table: 'matter_photos', column: 'storage_key' },
  { table: 'hall_files', column: 'key' },
  { table: 'hall_files', column: 'thumbnail_key' },
  { table: 'subsidy_files', column: 'key' },
  { table: 'subsidy_letters', column: 'key' },
  { table: 'volunteer_photos', column: 'file' },
  { table: 'volunteer_photos', column: 'file', suffix: '-thumbnail' },
]
