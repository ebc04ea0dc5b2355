package io.keymend.doctor;

/// Something of Semaphore that uses a row, by the name people know.
public record Dependant(Kind kind, String id, String name) {
    /// What it is.
    public enum Kind {
        REPOSITORY,
        INVENTORY,
        TEMPLATE,
        /// An integration, which starts a template when it is called from outside. With an empty
        /// secret anybody can call it.
        WEBHOOK,
        /// A state backend that Terraform logs in to. With an empty secret anybody can.
        TERRAFORM_ALIAS,
        /// A variable group.
        ENVIRONMENT,
        /// Any other table that refers to the row; the name is then the table's.
        OTHER;

        /// Whether an empty secret would let anybody in.
        public boolean isDoor() {
            return this == WEBHOOK || this == TERRAFORM_ALIAS;
        }
    }
}
