namespace Luxe.ClientelingApp.Journeys;
internal static class JourneyWords;
