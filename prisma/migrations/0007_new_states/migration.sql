-- A value of an enum can be used only after the transaction that adds it.
ALTER TYPE "NoticeState" ADD VALUE 'awaiting_approval' AFTER 'draft';
ALTER TYPE "NoticeVisibility" ADD VALUE 'officers';
