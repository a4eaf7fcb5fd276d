-- CreateIndex
CREATE INDEX "app_user_organisation_id_username_key_id_idx" ON "app_user"("organisation_id", "username_key", "id");
