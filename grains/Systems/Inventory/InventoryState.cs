namespace NasOrleans.Systems.Inventory;

/// <summary>The inventory as it is kept, apart from the system: it is large and changes at another pace.</summary>
internal sealed record InventoryState
{
    public SystemInventory? Inventory { get; init; }
}
