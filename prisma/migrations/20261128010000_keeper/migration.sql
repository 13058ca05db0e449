-- AlterTable
ALTER TABLE "Ask" ADD COLUMN     "againAt" TIMESTAMPTZ(3),
ADD COLUMN     "handedBy" TEXT,
ADD COLUMN     "keeper" TEXT,
ADD COLUMN     "keptAt" TIMESTAMPTZ(3);
