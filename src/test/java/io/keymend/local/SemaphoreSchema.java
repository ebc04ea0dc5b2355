package io.keymend.local;

import io.keymend.install.Engine;

import java.util.Arrays;
import java.util.List;

/// The tables of Semaphore around its key store, as a version of 2026 has them. A reference written
/// behind its column is one that MySQL takes no notice of, and MariaDB does.
final class SemaphoreSchema {
    private static final String TABLES =
            """
            create table `migrations` (`version` varchar(255) not null primary key, `upgraded_date` datetime null);

            create table `user` (`id` SERIAL, `created` datetime not null, `username` varchar(255) not null unique,
              `name` varchar(255) not null, `email` varchar(255) not null unique, `password` varchar(255) not null);

            create table `option` (`key` varchar(255) not null primary key, `value` varchar(1000) not null);

            create table `project` (`id` SERIAL, `created` datetime not null, `name` varchar(255) not null);

            create table `project__environment` (`id` SERIAL, `project_id` int not null, `name` varchar(255) not null,
              `password` varchar(255) null, `json` longtext not null,
              foreign key (`project_id`) references `project`(`id`) on delete cascade);

            create table `project__secret_storage` (`id` SERIAL, `project_id` int not null, `name` varchar(100) not null,
              `type` varchar(20) not null, foreign key (`project_id`) references `project`(`id`) on delete cascade);

            create table `access_key` (`id` SERIAL, `name` varchar(255) not null, `type` varchar(255) not null,
              `project_id` int null, `secret` text null,
              `environment_id` int null references `project__environment`(`id`) on delete cascade,
              `user_id` int null references `user`(`id`) on delete cascade,
              `owner` varchar(20) default '' not null, `plain` text,
              `storage_id` int null references `project__secret_storage`(`id`),
              `source_storage_id` int null references `project__secret_storage`(`id`),
              `source_storage_key` varchar(1000), `source_storage_type` varchar(10),
              `synchronized` boolean default false not null, `task_id` int null, `expire_at` datetime null,
              foreign key (`project_id`) references `project`(`id`) on delete set null);

            create table `project__repository` (`id` SERIAL, `project_id` int not null, `name` varchar(255) not null,
              `git_url` text not null, `git_branch` varchar(255) not null default '', `ssh_key_id` int not null,
              foreign key (`project_id`) references `project`(`id`) on delete cascade,
              foreign key (`ssh_key_id`) references `access_key`(`id`));

            create table `project__inventory` (`id` SERIAL, `project_id` int not null, `name` varchar(255) not null,
              `type` varchar(255) not null, `inventory` longtext not null,
              `ssh_key_id` int null references `access_key`(`id`), `become_key_id` int null references `access_key`(`id`),
              foreign key (`project_id`) references `project`(`id`) on delete cascade);

            create table `project__template` (`id` SERIAL, `project_id` int not null, `inventory_id` int null,
              `repository_id` int null, `environment_id` int null, `name` varchar(100) not null, `playbook` varchar(255) not null,
              foreign key (`project_id`) references `project`(`id`) on delete cascade,
              foreign key (`inventory_id`) references `project__inventory`(`id`),
              foreign key (`repository_id`) references `project__repository`(`id`),
              foreign key (`environment_id`) references `project__environment`(`id`));

            create table `project__template_vault` (`id` SERIAL, `project_id` int not null, `template_id` int not null,
              `vault_key_id` int null, `name` varchar(255), `type` varchar(20) not null default 'password', `script` text,
              foreign key (`project_id`) references `project`(`id`) on delete cascade,
              foreign key (`template_id`) references `project__template`(`id`) on delete cascade,
              foreign key (`vault_key_id`) references `access_key`(`id`) on delete cascade);

            create table `project__integration` (`id` SERIAL, `name` varchar(255) not null, `project_id` int not null,
              `template_id` int not null, `auth_method` varchar(15) not null default 'none', `auth_secret_id` int null,
              `auth_header` varchar(255), `searchable` boolean not null default false,
              foreign key (`project_id`) references `project`(`id`) on delete cascade,
              foreign key (`template_id`) references `project__template`(`id`) on delete cascade,
              foreign key (`auth_secret_id`) references `access_key`(`id`) on delete set null);

            create table `project__terraform_inventory_alias` (`alias` varchar(100) primary key, `project_id` int not null,
              `inventory_id` int not null, `auth_key_id` int not null,
              foreign key (`project_id`) references `project`(`id`) on delete cascade,
              foreign key (`inventory_id`) references `project__inventory`(`id`) on delete cascade,
              foreign key (`auth_key_id`) references `access_key`(`id`));

            create table `task` (`id` SERIAL, `template_id` int not null, `project_id` int null, `status` varchar(255) not null,
              `playbook` varchar(255) not null, `environment` longtext null, `created` datetime null,
              foreign key (`template_id`) references `project__template`(`id`) on delete cascade);

            create table `task__output` (`id` SERIAL, `task_id` int not null, `time` PRECISE not null, `output` longtext not null,
              foreign key (`task_id`) references `task`(`id`) on delete cascade);

            insert into `migrations` (`version`, `upgraded_date`) values ('2.20.10', '2026-05-04 03:02:01')
            """;

    private SemaphoreSchema() {}

    static List<String> statements(Engine engine) {
        return Arrays.stream(TABLES.split(";\n"))
                .map(statement -> translated(statement, engine))
                .toList();
    }

    private static String translated(String statement, Engine engine) {
        return switch (engine) {
            case POSTGRESQL ->
                    statement
                            .replace("SERIAL", "serial primary key")
                            .replace("PRECISE", "timestamp")
                            .replace("datetime", "timestamp")
                            .replace("longtext", "text")
                            .replace('`', '"');
            case MYSQL ->
                    statement
                            .replace("SERIAL", "integer primary key auto_increment")
                            .replace("PRECISE", "datetime(6)");
        };
    }
}
