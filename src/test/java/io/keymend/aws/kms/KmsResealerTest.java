package io.keymend.aws.kms;

import io.keymend.localaws.PostgresDatabase;

final class KmsResealerTest extends KmsResealerContract {
    KmsResealerTest() {
        super(PostgresDatabase.shared());
    }
}
