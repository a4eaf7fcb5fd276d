-- AlterTable
ALTER TABLE "saml_connection" ADD COLUMN     "metadata_provider" TEXT;
